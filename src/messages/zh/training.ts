/** What training refuses, and why it ends: in Chinese. */
import type { training as en } from '../en/training.ts';

export const training: typeof en = {
  needsMemory: (megabytes, most) =>
    `训练这个网络需要 ${megabytes} MB 内存，而浏览器最多给 ${most} MB。请减少隐藏单元或层数，或减小批大小、窗口长度。`,
  noMemory: (megabytes) =>
    `网络需要 ${megabytes} MB 内存，这台设备给不出。请减少隐藏单元或层数，或减小批大小、窗口长度。`,
  notFinite: (step, loss, gradient, rate) =>
    `训练在第 ${step} 步发散：损失为 ${loss}，梯度范数为 ${gradient}。请用低于 ${rate} 的学习率重新开始。`,
  exploded: (step, loss, rate) =>
    `训练在第 ${step} 步发散：损失升到了 ${loss} 奈特。请用低于 ${rate} 的学习率重新开始。`,
  divergedAgain: (times, step, last) =>
    `训练发散了 ${times} 次，虽然每次都调低了学习率；现在退回到第 ${step} 步。${last}`,
  threadsStopped: (threads, of) =>
    `${of} 个线程中的第 ${threads.join('、')} 个停止了运算，可能是设备内存不足。已保存的内容没有损失：请按“继续”，从上一个检查点接着训练。`,
  shortTail: (characters, window) =>
    `留出的只有 ${characters} 个字符，还不到 ${window} 个字符的一个窗口，所以验证损失说明不了多少。换一份更长的文本，或多留出一些，会更可靠。`,
  threads: (shown, most) => `“线程数”的值是 ${shown}，应为 1 到 ${most} 之间的整数。`,
  otherSteps: (counted, here) =>
    `这次训练原计 ${counted} 步，而这里的文本和设置算出 ${here} 步。请用这份文本重新训练。`,
  otherClasses: '这次训练要分的类别，与它的文本在这里的类别不同。请用这份文本重新训练。',
  otherTask: (name) => `“${name}”不是用来续写的，而只有续写的网络才能换一份文本继续训练。请用这份文本训练新网络。`,
  noRun: '当前没有训练。请先按“开始训练”或“继续”。',
  isTraining: (name) => `“${name}”正在训练。请先暂停或停止它，再开始另一个。`,
  trainsElsewhere: (name) => `${name}正在另一个标签页中训练。请先在那里暂停。`,
  thisRun: '此网络',
  takenOver: (name) => `“${name}”已被另一个标签页接管。`,
  cannotLetGo: (reason) => `另一个标签页无法放开这次训练：${reason}`,
  finished: (name, steps) => `“${name}”已完成全部 ${steps} 步。可以用它写作，或增加轮数重新训练。`,
  textMissing: (name, characters) =>
    `它所学的文本“${name}”（${characters} 个字符）不在这台设备上。请在“文本”页打开那份文本，再按“继续”。写作不需要它。`,
  nameLength: (characters) => `名称有 ${characters} 个字符，应为 1 到 200 个。原名称保持不变。`,
  stopFirst: '正在训练。请先停止，再删除。',
  nothingSavedYet: '还没有保存任何内容。请稍后再试。',
  copyName: (name, step) => `${name}（自第 ${step} 步）`,
};
