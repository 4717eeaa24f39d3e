/** The words of settings, in Chinese. */
import type { settingWords as en } from '../en/settings.ts';

export const settingWords: typeof en = {
  run: {
    task: {
      label: '任务',
      explanation: '网络学什么：往下写、补上空缺，还是判断一行属于哪一类。',
      choices: { continue: '续写', fill: '填空', classify: '分类' },
    },
    reading: {
      label: '阅读方向',
      explanation: '正向只看得到前文；双向还看得到后文，每个方向各用一个网络。',
      choices: { forward: '正向', both: '双向' },
    },
    pooling: {
      label: '依据',
      explanation: '凭一行的什么来判断类别：读完时的状态，还是所有状态的平均。',
      choices: { last: '最后的状态', mean: '所有状态的平均' },
    },
    maskShare: { label: '遮盖比例', explanation: '训练时遮住多大比例的字符，让网络补上。' },
    maskSpan: {
      label: '最长空缺',
      unit: '个字符',
      explanation: '一处最多连续遮住多少个字符；从一个起，各种长度同样常见。',
    },
    cell: {
      label: '单元类型',
      explanation: '网络每一步做什么运算。LSTM 和 GRU 比普通 RNN 记得更久。',
      choices: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' },
    },
    nonlinearity: {
      label: 'RNN 激活函数',
      explanation: '普通 RNN 更新状态时用的非线性函数；LSTM 和 GRU 自有一套。',
      choices: { tanh: 'tanh', relu: 'ReLU' },
    },
    layers: { label: '层数', explanation: '把几层循环网络叠在一起，每层读取下一层的状态。' },
    hidden: { label: '隐藏单元', explanation: '每层记忆的大小。越多学得越多，也越慢。' },
    input: {
      label: '输入方式',
      explanation: '独热编码让每个字符各有一行输入权重；嵌入则用学到的较短向量表示字符。',
      choices: { 'one-hot': '独热编码', embedding: '嵌入' },
    },
    embeddingWidth: { label: '嵌入维数', explanation: '每个字符的嵌入向量有多少个数；仅在使用嵌入时有效。' },
    embeddingDropout: { label: '嵌入丢弃率', explanation: '训练时随机丢弃嵌入向量中数值的比例；适合生僻字多的文本。' },
    dropout: { label: '丢弃率', explanation: '训练时随机丢弃层间信号的比例，用来防止死记硬背。' },
    windowSteps: {
      label: '窗口长度',
      unit: '个字符',
      explanation: '网络沿多少个字符展开之后，再根据误差学习一次。',
    },
    lanes: { label: '批大小', unit: '处同时读', explanation: '每一步同时从文本的多少处往下读，或同时读多少行。' },
    passes: { label: '训练轮数', explanation: '把文本从头到尾读多少遍。' },
    learningRate: { label: '学习率', explanation: '每一步权重移动多远。太高会发散，太低则进展缓慢。' },
    schedule: {
      label: '学习率调度',
      explanation: '训练接近结束时，学习率以什么方式降低。',
      choices: { cosine: '余弦', linear: '线性', constant: '恒定' },
    },
    warmupSteps: { label: '预热', unit: '步', explanation: '开始时，学习率用多少步从零升上来。' },
    weightDecay: { label: '权重衰减', explanation: '把权重拉向零的力度（解耦式，同 AdamW）。' },
    clipNorm: { label: '梯度裁剪', explanation: '整个梯度的最大范数；超过时按比例缩小到这个值。' },
    validationShare: { label: '验证集比例', explanation: '文本中有多大比例从不用来学习，只用来检验。' },
    heldOut: {
      label: '验证集取自',
      explanation: '前后差别大的文本，用散布全文的片段来检验，比只用结尾更准。',
      choices: { end: '结尾', blocks: '散布全文的片段' },
    },
    vocabularyCap: {
      label: '词表上限',
      unit: '个字符',
      explanation: '最常见的字符各占词表一项，其余少见的字符共用一项。',
    },
    sampleTemperature: {
      label: '采样温度',
      explanation: '训练途中试写有多大胆：低则总写最可能的字，高则天马行空。',
    },
    seed: { label: '随机种子', explanation: '种子、文本和设置都相同，得到的网络就相同。' },
  },
  writing: {
    length: { label: '长度', explanation: '写多少个字符。' },
    temperature: { label: '温度', explanation: '低则总写最可能的字，高则天马行空。' },
    topK: { label: 'Top-k', explanation: '只从最可能的这么多个字符里选；0 表示全部。' },
    topP: { label: 'Top-p', explanation: '只从概率合计达到这个值的最可能字符里选；1 表示全部。' },
    seed: { label: '随机种子', explanation: '种子和设置相同，写出的文字就相同。' },
  },
  outOfRange: (label, shown, whole, minimum, maximum) =>
    `“${label}”的值是${shown}，应为 ${minimum} 到 ${maximum} 之间的${whole ? '整数' : '数'}。`,
  noChoice: (label, shown, choices) => `“${label}”的值是${shown}，请从${choices.join('、')}中选择。`,
  promptTooLong: (characters, most) => `稿纸上有 ${characters} 个字符，最多只能读 ${most} 个。请删短一些。`,
  between: '',
  values: {
    empty: '空的',
    text: (value) => `“${value}”`,
    number: (value) => ` ${value}`,
    notANumber: '非数字',
    list: '一个列表',
    other: (type) => ` ${type} 类型`,
  },
};
