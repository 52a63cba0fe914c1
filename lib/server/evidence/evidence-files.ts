import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { SpooledFile } from "@/lib/contract/spooled-file";
import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Bytes of the file that one stored chunk holds. */
const chunkSize = 1024 * 1024;

/** A file with its compressed chunks beside it on the disk, so that storing it takes no time to compress. */
export type PackedFile = {
  readonly digest: string;
  readonly size: number;
  readonly path: string;
  readonly lengths: readonly number[];
};

/** Compresses a spooled file, chunk by chunk, into a file beside it; it goes away with the upload. */
export const packFile = async ({ path, digest, size }: SpooledFile): Promise<PackedFile> => {
  const packed = `${path}.packed`;
  const lengths: number[] = [];
  const into = await open(packed, "w", 0o600);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkSize })) {
      const body = await deflate(chunk as Buffer);
      lengths.push(body.length);
      await into.writeFile(body);
    }
  } finally {
    await into.close();
  }
  return { digest, size, path: packed, lengths };
};

/** Stores a file by its digest; one that is there already is not stored again. */
export const storeFile = async (tx: Transaction, file: PackedFile, now: Date): Promise<void> => {
  const stored = await tx.$executeRaw(sql`
    INSERT INTO "EvidenceFile" ("digest", "size", "createdAt")
    VALUES (${file.digest}, ${file.size}, ${now}) ON CONFLICT DO NOTHING`);
  if (stored === 0) return;
  const from = await open(file.path);
  try {
    for (const [position, length] of file.lengths.entries()) {
      const body = Buffer.alloc(length);
      await from.read(body, 0, length);
      await tx.evidenceChunk.create({ data: { digest: file.digest, position, body } });
    }
  } finally {
    await from.close();
  }
};

/** A stored file's bytes as they were reported, chunk by chunk. */
export async function* storedBytes(db: Transaction, digest: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const chunk = await db.evidenceChunk.findUnique({
      where: { digest_position: { digest, position } },
      select: { body: true },
    });
    if (!chunk) return;
    yield await inflate(chunk.body);
  }
}

/** Refuses where what is stored is not what was reported, before anybody is handed a byte of it. */
export const checkStored = async (db: Transaction, digest: string): Promise<void> => {
  const hash = createHash("sha256");
  for await (const bytes of storedBytes(db, digest)) hash.update(bytes);
  const found = hash.digest("hex");
  if (found !== digest) {
    throw new Refusal(
      "conflict",
      `The stored file is not the one that was reported: its SHA-256 is ${found} and was ${digest}. Restore it from a backup.`,
    );
  }
};
