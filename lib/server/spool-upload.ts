import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { SpooledFile } from "@/lib/contract/spooled-file";
import { Refusal } from "@/lib/domain/refusal";
import { type FormPart, formParts } from "@/lib/server/multipart";

const MiB = 1024 * 1024;
const fileLimit = 100 * MiB;
const uploadLimit = 512 * MiB;
const fieldLimit = 64 * 1024;
const mostParts = 500;

/** Writes a file of a form to the disk while it is hashed. */
const spoolFile = async (folder: string, index: number, part: FormPart): Promise<SpooledFile> => {
  const place = path.join(folder, String(index));
  const hash = createHash("sha256");
  const name = (part.fileName ?? "").split(/[/\\]/).at(-1)?.slice(0, 300) || `file-${index + 1}`;
  const file = await open(place, "wx", 0o600);
  let size = 0;
  try {
    for await (const bytes of part.bytes) {
      size += bytes.length;
      if (size > fileLimit) {
        const says = `is larger than ${fileLimit / MiB} MB. Split it.`;
        throw new Refusal("too-large", `${name} ${says}`, [{ file: name, says }]);
      }
      hash.update(bytes);
      await file.writeFile(bytes);
    }
  } finally {
    await file.close();
  }
  return new SpooledFile(name, place, size, hash.digest("hex"));
};

const fieldOf = async (part: FormPart): Promise<string> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of part.bytes) {
    size += bytes.length;
    if (size > fieldLimit) throw new Refusal("too-large", `The field ${part.name} is too long.`);
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
};

const asChunks = async function* (request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  let isEnded = false;
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      yield part.value;
    }
    isEnded = true;
  } finally {
    // Whoever still sends is told to stop.
    if (!isEnded) await reader?.cancel();
  }
};

/** A field that stands more than once is a list. A field never takes the place of the files. */
const addField = (fields: Map<string, string | string[]>, name: string, value: string): void => {
  const earlier = fields.get(name);
  fields.set(name, earlier === undefined ? value : [earlier, value].flat());
};

/**
 * The input of an upload whose files go to temporary files as they come: `files` and the form's
 * fields. At most 100 MB a file and 512 MB in all. What it made is removed where it refuses; whoever
 * takes the input removes it with `removeSpooled`.
 */
export const spoolUpload = async (request: Request): Promise<Record<string, unknown>> => {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Refusal("unsupported-media", "Send the files as multipart/form-data.");
  }
  const tooLarge = (): Refusal =>
    new Refusal(
      "too-large",
      `The upload is larger than ${uploadLimit / MiB} MB. Send less at once.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > uploadLimit) throw tooLarge();
  const folder = await mkdtemp(path.join(os.tmpdir(), "signalbox-upload-"));
  const files: SpooledFile[] = [];
  const fields = new Map<string, string | string[]>();
  const chunks = asChunks(request);
  try {
    let parts = 0;
    for await (const part of formParts(type, chunks)) {
      parts += 1;
      if (parts > mostParts) throw new Refusal("too-large", "The form has too many parts.");
      if (part.fileName === null) addField(fields, part.name, await fieldOf(part));
      else files.push(await spoolFile(folder, files.length, part));
      if (files.reduce((sum, { size }) => sum + size, 0) > uploadLimit) throw tooLarge();
    }
    if (files.length === 0) await rm(folder, { recursive: true, force: true });
    return { ...Object.fromEntries(fields), files };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await chunks.return(undefined);
  }
};

/** Removes what an upload left on the disk; anything else is left alone. */
export const removeSpooled = async (files: unknown): Promise<void> => {
  if (!Array.isArray(files)) return;
  const folders = files.flatMap((file) =>
    file instanceof SpooledFile ? [path.dirname(file.path)] : [],
  );
  for (const folder of new Set(folders)) await rm(folder, { recursive: true, force: true });
};
