export type PickedFile = { readonly name: string; readonly file: File };

type Found = { readonly path: string; readonly file: File };

type Entry = {
  readonly isFile: boolean;
  readonly fullPath: string;
  readonly file?: (found: (file: File) => void, failed: (error: unknown) => void) => void;
  readonly createReader?: () => {
    readEntries: (found: (entries: Entry[]) => void, failed: (error: unknown) => void) => void;
  };
};

const fileOf = (entry: Entry): Promise<File> =>
  new Promise((resolve, reject) => entry.file?.(resolve, reject));

/** A directory reader answers some entries at a time, and none when it is done. */
const childrenOf = async (entry: Entry): Promise<Entry[]> => {
  const reader = entry.createReader?.();
  const children: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((resolve, reject) => {
      if (reader) reader.readEntries(resolve, reject);
      else resolve([]);
    });
    if (some.length === 0) return children;
    children.push(...some);
  }
};

const filesBelow = async (entry: Entry): Promise<Found[]> => {
  if (entry.isFile)
    return [{ path: entry.fullPath.replace(/^\/+/, ""), file: await fileOf(entry) }];
  const found = await Promise.all((await childrenOf(entry)).map(filesBelow));
  return found.flat();
};

/**
 * Names of found files: bare, so that a file of a folder is the same file when it is uploaded alone and its places
 * in the sources stay the same; with their folders where two share a name. Hidden files are left out.
 */
export const namedFiles = (found: readonly Found[]): PickedFile[] => {
  const visible = found.filter(({ file }) => !file.name.startsWith("."));
  const sharing = new Map<string, number>();
  for (const { file } of visible) sharing.set(file.name, (sharing.get(file.name) ?? 0) + 1);
  return visible
    .map(({ path, file }) => ({ name: sharing.get(file.name) === 1 ? file.name : path, file }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};

/** Files as a file field gives them. */
export const pickedFiles = (files: Iterable<File>): PickedFile[] =>
  namedFiles([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));

/** Files that were dropped, with those of dropped folders. Must be called in the event itself. */
export const droppedFiles = async (transfer: DataTransfer): Promise<PickedFile[]> => {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry?.() as Entry | null | undefined;
    return entry ? [entry] : [];
  });
  if (entries.length === 0) return pickedFiles(transfer.files);
  const found = await Promise.all(entries.map(filesBelow));
  return namedFiles(found.flat());
};
