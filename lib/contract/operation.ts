import type * as z from "zod";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * One operation of the API: what goes in (path, query and body as one object), what comes out.
 * The path's `{names}` are fields of the input; the others travel in the query for GET,
 * in the JSON body otherwise. `upload` takes multipart form data with files instead.
 */
export type Operation<Input = unknown, Answer = unknown, Sent = unknown> = {
  readonly id: string;
  readonly method: Method;
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  readonly tag: string;
  /** `Sent` is what a caller writes, before defaults and coercion. */
  readonly input: z.ZodType<Input, Sent>;
  readonly answer: z.ZodType<Answer>;
  readonly status?: 200 | 201;
  readonly upload?: true;
  /** With `upload`: files are spooled to temporary files as they come, and never held in memory. */
  readonly spooled?: true;
  /** The answer is lines of JSON (`application/x-ndjson`), each of `answer`'s shape. */
  readonly lines?: true;
  /** The answer is a stream of server-sent events, each of `answer`'s shape. */
  readonly events?: true;
  /** The answer is a file as it is, with a name to save it under; `answer` says nothing of it. */
  readonly file?: true;
  /** Bytes that its JSON body may have, where it carries a whole file; a megabyte otherwise. */
  readonly largestBody?: number;
  /** Needs no sign-in. */
  readonly open?: true;
  /** Is vouched for by its body's signature: the input is the body as it came, and what vouches for it. */
  readonly signed?: true;
  /** With `signed`: fields of the input that come from headers, where the sender names them otherwise than we do. */
  readonly headers?: Readonly<Record<string, string>>;
};

export const operation = <Input, Answer, Sent>(
  definition: Operation<Input, Answer, Sent>,
): Operation<Input, Answer, Sent> => definition;

/** The names in an operation's path: `/programs/{program}` gives `program`. */
export const pathNames = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
