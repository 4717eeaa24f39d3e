/** What training refuses, and why it ends: in English. */
export const training = {
  needsMemory: (megabytes: number, most: number) =>
    `This network would need ${megabytes} MB of memory to train; a browser gives at most ${most} MB. ` +
    'Choose fewer hidden units or layers, a smaller batch or a shorter window.',
  noMemory: (megabytes: string) =>
    `This device cannot give the ${megabytes} MB the network needs. ` +
    'Choose fewer hidden units, layers, a smaller batch or a shorter window.',
  notFinite: (step: number, loss: number, gradient: number, rate: number) =>
    `Training diverged at step ${step}: the loss is ${loss}, the gradient’s length ${gradient}. ` +
    `Start again with a lower learning rate than ${rate}.`,
  exploded: (step: number, loss: string, rate: number) =>
    `Training diverged at step ${step}: the loss rose to ${loss} nats. Start again with a lower learning rate than ${rate}.`,
  /** @param last the sentence of the last time */
  divergedAgain: (times: number, step: number, last: string) =>
    `Training diverged ${times} times, though the learning rate was lowered each time; it stands at step ${step} again. ${last}`,
  threadsStopped: (threads: readonly number[], of: number) =>
    `Thread ${threads.join(' and ')} of ${of} stopped computing, perhaps because the device ran out of memory. ` +
    'Nothing that was saved is harmed: press Resume to go on from the last checkpoint.',
  shortTail: (characters: number, window: number) =>
    `Only ${characters} characters are held out, fewer than a window of ${window}: the loss on unseen text will tell little. ` +
    'A longer text would tell more, or a larger share of it held out.',
  threads: (shown: number, most: number) => `Threads is ${shown}; it must be a whole number from 1 to ${most}.`,
  otherSteps: (counted: number, here: number) =>
    `The run counts ${counted} steps, but its text and settings give ${here} here. Start a new run with this text.`,
  otherClasses:
    'The classes this run tells apart are not those that its text has here. Start a new run with this text.',
  otherTask: (name: string) =>
    `“${name}” does not write on, and only a network that does can go on with another text. Train a new network on this text.`,
  noRun: 'No run is training now. Press Train or Resume first.',
  isTraining: (name: string) => `“${name}” is training. Pause or stop it before another begins.`,
  trainsElsewhere: (name: string) => `${name} is training in another tab. Pause it there first.`,
  thisRun: 'This run',
  takenOver: (name: string) => `“${name}” was taken over by another tab.`,
  cannotLetGo: (reason: string) => `The other tab cannot let go of this run: ${reason}`,
  finished: (name: string, steps: number) =>
    `“${name}” has finished all its ${steps} steps. Write with it, or start a new run with more passes.`,
  textMissing: (name: string, characters: number) =>
    `The text of this run, “${name}” (${characters} characters), is not on this device. ` +
    'Open that text in Text, then press Resume again. Writing works without it.',
  nameLength: (characters: number) =>
    `The name has ${characters} characters; it must have 1 to 200. The old name stays.`,
  stopFirst: 'This run is training. Stop it first, then remove it.',
  nothingSavedYet: 'Nothing was saved of this run yet. Try again in a moment.',
  copyName: (name: string, step: number) => `${name} (from step ${step})`,
};
