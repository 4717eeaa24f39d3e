/** Files that were opened with the app, and addresses it was launched by while it was open already. */

/** What browsers hand an installed app; no standard types name it yet. */
interface LaunchParameters {
  readonly files?: readonly FileSystemFileHandle[];
  readonly targetURL?: string | null;
}

interface LaunchingWindow {
  readonly launchQueue?: { setConsumer(consumer: (parameters: LaunchParameters) => void): void };
}

export interface Launch {
  readonly files: readonly File[];
  /** The address the app was to be opened at. */
  readonly address: URL | null;
}

/** Hears of each launch. Where the browser knows no launches nothing ever comes. */
export function watchLaunches(page: Window, hear: (launch: Launch) => void): void {
  (page as LaunchingWindow).launchQueue?.setConsumer(({ files = [], targetURL }) => {
    void Promise.allSettled(files.map((handle) => handle.getFile())).then((opened) =>
      hear({
        files: opened.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : [])),
        address: targetURL != null && URL.canParse(targetURL) ? new URL(targetURL) : null,
      }),
    );
  });
}
