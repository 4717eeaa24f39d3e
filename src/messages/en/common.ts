/** What may have to be said anywhere: in English. */
export const common = {
  unexpected: (detail: string) =>
    `Something unexpected failed (${detail}). Reload the page; saved runs are in the Library.`,
  viewNotLoaded: 'This part of the app could not be loaded. Reload the page; what is saved stays saved.',
  ended: 'It was ended before it had an answer.',
  lost: {
    training:
      'The training thread ended unexpectedly. What was saved is in the Library: press Resume to go on from the last checkpoint.',
    writing: 'The writing thread ended unexpectedly. Press Write to try again.',
    copied: 'The thread that looks for copied passages ended unexpectedly. Write once more to try again.',
  },
};
