/** What is said of networks that fill in or classify: in English. */
export const answering = {
  otherTask: (name: string) => `“${name}” was trained for another task. Choose it anew in the list of networks.`,
  tasks: { continue: 'Write', fill: 'Fill in', classify: 'Classify' },
};
