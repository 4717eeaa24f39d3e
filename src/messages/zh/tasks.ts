/** What the page says of the three tasks and of labelled lines: in Chinese. */
import { count } from '../format.ts';
import type { tasks as en } from '../en/tasks.ts';

export const tasks: typeof en = {
  choice: '要教它做什么？',
  names: { continue: '续写', fill: '补空', classify: '分类' },
  about: {
    continue: '它从左往右读，猜下一个字符；学会之后，就能照你的文风写下去。',
    fill: '遮住一些字符，让它凭前文和后文来猜；学会之后，就能补上你留的空。',
    classify: '它读完整行，再判断这一行属于哪一类：哪种语言、哪位作者、什么情绪、是不是垃圾信息。',
  },
  titles: {
    fill: '教一个小网络补上缺掉的字',
    classify: '教一个小网络给文字分类',
  },
  bothWays: '双向',
  picture: {
    fill: (network, text) => `${network}，沿文本开头的字符展开，其中有几个被遮住，要由它猜出：${text}`,
    classify: (network, text, label) => `${network}，沿一行文字展开，判断为${label}：${text}`,
    unrolled: {
      fill: {
        forward: '只有一个方向：凭前文猜出被遮住的字符',
        both: '两个循环，一个方向各一个：凭前后文猜出被遮住的字符',
      },
      classify: {
        forward: '同一个循环读完整行，在末尾给出一个答案',
        both: '两个循环，一个方向各一个，读完整行，给出一个答案',
      },
    },
    answers: '回答',
    hidden: '遮住',
  },
  labels: {
    title: '类别',
    understood: (classes, lines) => `${count(classes)} 个类别，${count(lines)} 行`,
    className: '类别',
    lines: '行数',
    share: '占比',
    example: '例如',
    more: (classes) => `另有 ${count(classes)} 个类别`,
    notes: '值得注意的地方',
    offer: '它的每一行似乎都带有标签。',
    take: '给它的各行分类',
    reading: '正在读取标签…',
    samples: '或者选用这里现成的带标签文本：',
    bring: '每行依次是标签、制表符、文本；也可以是 CSV；或者多个文件，每个文件为一类。',
    bringHint: '多个文件时，每个文件为一类，学习区分各文件中的行。',
    about: {
      'first-names': '8,000 个英文名字：女名或男名',
      languages: '同一份宣言的 20 种语言版本，切成短行',
    },
    learns: (name, classes) => `将学习区分“${name}”的 ${count(classes)} 个类别。`,
    learnsSample: (name) => `将学习“${name}”。也可以换成你自己的带标签文本。`,
  },
};
