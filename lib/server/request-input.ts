import { type Operation, pathNames } from "@/lib/contract/operation";
import { Refusal } from "@/lib/domain/refusal";
import { spoolUpload } from "@/lib/server/spool-upload";

const jsonLimit = 1024 * 1024;
/** What one upload may hold in all; the readers refuse larger files in their own words too. */
const uploadLimit = 64 * 1024 * 1024;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The body's bytes, never more than `limit` of them in memory, whatever Content-Length claims. */
const readBody = async (request: Request, limit: number): Promise<Uint8Array> => {
  const tooLarge = (): Refusal =>
    new Refusal("too-large", `The body is larger than ${megabytes(limit)}. Send less at once.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
};

const readJson = async (request: Request, limit: number): Promise<Record<string, unknown>> => {
  const bytes = await readBody(request, limit);
  if (bytes.byteLength === 0) return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new Refusal("unsupported-media", "Send the body as application/json.");
  }
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal("malformed", "The body is not valid JSON in UTF-8.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Refusal("malformed", "The body must be a JSON object.");
  }
  return body as Record<string, unknown>;
};

const readUpload = async (request: Request): Promise<Record<string, unknown>> => {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Refusal("unsupported-media", "Send the files as multipart/form-data.");
  }
  const bytes = await readBody(request, uploadLimit);
  let form: FormData;
  try {
    form = await new Response(Buffer.from(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    throw new Refusal("malformed", "The form data cannot be read; was it cut off?");
  }
  const files = await Promise.all(
    form
      .getAll("files")
      .filter((part): part is File => typeof part !== "string")
      .map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  return { files };
};

const queryOf = (request: Request): Record<string, unknown> => {
  const query: Record<string, unknown> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return query;
};

/** What vouches for a body where the operation does not name the headers itself. */
const ownHeaders = { authorization: "authorization", signature: "x-signalbox-signature" };

const headersOf = (request: Request, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(names).map(([field, name]) => [field, request.headers.get(name)]),
  );

/** An operation's input from path, query and body; the path's names win over the others. */
export const requestInput = async (
  request: Request,
  operation: Operation,
  params: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> => {
  // The router has decoded them; a second time would read the key `50%25` as `50%`.
  const inPath = Object.fromEntries(
    pathNames(operation.path).map((name) => [name, params[name] ?? ""]),
  );
  if (operation.method === "GET") return { ...queryOf(request), ...inPath };
  if (operation.signed) {
    const bytes = await readBody(request, jsonLimit);
    return {
      ...inPath,
      body: new TextDecoder().decode(bytes),
      ...headersOf(request, operation.headers ?? ownHeaders),
    };
  }
  const readForm = operation.spooled ? spoolUpload : readUpload;
  const body = operation.upload
    ? await readForm(request)
    : await readJson(request, operation.largestBody ?? jsonLimit);
  return { ...(operation.method === "DELETE" ? queryOf(request) : {}), ...body, ...inPath };
};
