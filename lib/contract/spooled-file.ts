import * as z from "zod";

/** An uploaded file that lies in a temporary file until its request is answered. */
export class SpooledFile {
  constructor(
    readonly name: string,
    /** Where its bytes lie; never told to anybody. */
    readonly path: string,
    /** In bytes. */
    readonly size: number,
    /** SHA-256 of its bytes, in hexadecimal. */
    readonly digest: string,
  ) {}
}

/** A file of an upload whose bytes are not held in memory. Nothing but the server's own reading of a form makes one. */
export const SpooledFileInput = z.instanceof(SpooledFile);
