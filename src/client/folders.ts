/** Folders that are chosen or dropped, looked through to their last file. */
import { ways } from '../messages/ways.ts';
import { InputError } from '../shared/errors.ts';
import { MAXIMUM_FOLDER_FILES, type FolderFile } from '../shared/text.ts';

type ReadableHandle = FileSystemDirectoryHandle & AsyncIterable<[string, FileSystemHandle]>;

/** What browsers with a dialog for folders have on their window; no standard types name it yet. */
interface FolderWindow {
  showDirectoryPicker?(): Promise<FileSystemDirectoryHandle>;
}

/** A folder before it is looked through. */
export interface OpenFolder {
  readonly name: string;
  /** @throws InputError when there are too many files in it, or it cannot be looked into */
  readonly files: () => Promise<readonly FolderFile[]>;
}

/** Has this browser a dialog of its own for folders? It does not speak of uploading. */
export function hasFolderDialog(page: Window): boolean {
  return (page as FolderWindow).showDirectoryPicker !== undefined;
}

/** Asks for a folder; null when none was chosen. Call it at a press of the user's. */
export async function chooseFolder(page: Window): Promise<OpenFolder | null> {
  try {
    const handle = await (page as FolderWindow).showDirectoryPicker?.();
    return handle === undefined ? null : open(handle.name, filesBelow(handle, handle.name));
  } catch {
    // Dismissed, or refused by the browser, which has said so itself.
    return null;
  }
}

/** The folder an input chose: the browser has looked through it. Null when there is nothing in it. */
export function folderOf(files: readonly File[]): OpenFolder | null {
  const name = files.at(0)?.webkitRelativePath.split('/')[0];
  if (name === undefined) return null;
  return open(
    name,
    files.map((file) => ({ path: file.webkitRelativePath, file })),
  );
}

/**
 * What is being dropped, as one folder, when a folder is among it; null when there are only files. Call it while the drop
 * is handled: afterwards the browser forgets.
 */
export function droppedFolder(transfer: DataTransfer): OpenFolder | null {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const folder = entries.find((entry) => entry.isDirectory);
  if (folder === undefined) return null;
  const name = entries.length === 1 ? folder.name : ways.folderAndMore(folder.name, entries.length - 1);
  return open(name, filesOf(entries));
}

function open(name: string, found: AsyncIterable<FolderFile> | Iterable<FolderFile>): OpenFolder {
  return { name, files: () => gather(found) };
}

async function gather(found: AsyncIterable<FolderFile> | Iterable<FolderFile>): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  try {
    for await (const file of found) {
      if (files.length === MAXIMUM_FOLDER_FILES) throw new InputError(ways.folderTooFull(MAXIMUM_FOLDER_FILES));
      files.push(file);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(ways.folderClosed(error instanceof Error ? error.message : String(error)), { cause: error });
  }
  return files;
}

async function* filesBelow(folder: FileSystemDirectoryHandle, path: string): AsyncGenerator<FolderFile> {
  for await (const [name, handle] of folder as ReadableHandle) {
    const below = `${path}/${name}`;
    if (handle.kind === 'directory') yield* filesBelow(handle, below);
    else yield { path: below, file: await handle.getFile() };
  }
}

async function* filesOf(entries: readonly FileSystemEntry[]): AsyncGenerator<FolderFile> {
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      yield { path: entry.fullPath.replace(/^\//, ''), file };
      continue;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // It gives them a hundred at a time, and none when there are no more.
    for (;;) {
      const inside = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (inside.length === 0) break;
      yield* filesOf(inside);
    }
  }
}
