/** What the keys do: a part of page.ts. */
export const shortcutStrings = {
  title: 'Keyboard',
  open: 'Keyboard shortcuts',
  single: 'Single keys do these things',
  tabHint: (tab: string) => `Everything else is reached by ${tab}, and pressed by Enter or Space.`,
  enter: 'Enter',
  does: {
    text: 'Text',
    train: 'Train',
    write: 'Write',
    library: 'Library',
    begin: 'Train the chosen text',
    pause: 'Pause or resume',
    stop: 'Stop',
    gentle: 'Train gently, or at full speed',
    earlier: 'An earlier sample',
    play: 'Play how it learned to write',
    later: 'A later sample',
    compose: 'Let the network go on writing',
    undo: 'Undo what was deleted',
    help: 'This sheet',
  },
};
