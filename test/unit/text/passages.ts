/** A few everyday sentences in several languages, written for these tests, and the encodings such texts come in. */
export const PASSAGES: readonly {
  readonly language: string;
  readonly text: string;
  readonly encodings: readonly string[];
}[] = [
  {
    language: 'simplified Chinese',
    text: '今天天气很好，我和朋友一起去公园散步。路上遇到了一位老先生，他正在给孩子们讲故事。\n孩子们听得很认真，有的还提了问题。我们坐在旁边听了一会儿，觉得很有意思。\n',
    encodings: ['gb18030'],
  },
  {
    language: 'traditional Chinese',
    text: '今天天氣很好，我和朋友一起去公園散步。路上遇到了一位老先生，他正在給孩子們講故事。\n孩子們聽得很認真，有的還提了問題。我們坐在旁邊聽了一會兒，覺得很有意思。\n',
    encodings: ['big5', 'gb18030'],
  },
  {
    language: 'classical Chinese',
    text: '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。\n\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n\n春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。\n',
    encodings: ['gb18030'],
  },
  {
    language: 'Japanese',
    text: '今日はとても天気がよかったので、友達と一緒に公園を散歩しました。途中でおじいさんに会い、子供たちに昔話をしていました。\nみんな静かに聞いていて、質問をする子もいました。カメラで写真を撮りました。\n',
    encodings: ['shift_jis', 'euc-jp'],
  },
  {
    language: 'Korean',
    text: '오늘은 날씨가 아주 좋아서 친구와 함께 공원을 산책했다. 길에서 할아버지를 만났는데 아이들에게 옛날 이야기를 들려주고 있었다.\n아이들은 조용히 듣고 질문도 했다.\n',
    encodings: ['euc-kr'],
  },
  {
    language: 'English with typographic quotes',
    text: 'The weather was “fine” today — we went to the park. It’s a café where an old man told stories about a fox.\n',
    encodings: ['windows-1252'],
  },
  {
    language: 'French',
    text: 'Il faisait très beau aujourd’hui, et nous sommes allés nous promener. À l’école, les élèves écoutaient des légendes.\n',
    encodings: ['windows-1252'],
  },
  {
    language: 'German',
    text: 'Heute war sehr schönes Wetter, und wir gingen im Park spazieren. Ein älterer Herr erzählte von Füchsen und Bäumen.\n',
    encodings: ['windows-1252'],
  },
  {
    language: 'Russian',
    text: 'Сегодня была хорошая погода, и мы пошли гулять в парк. Пожилой человек рассказывал детям старые сказки про лису.\n',
    encodings: ['windows-1251', 'koi8-r'],
  },
];
