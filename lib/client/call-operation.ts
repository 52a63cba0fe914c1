import { fetchJson } from "@/lib/client/fetch-json";
import { type Operation, pathNames } from "@/lib/contract/operation";

/** The address of an operation: names of the path filled in, for GET the rest as a query. Lists are joined by commas; what is undefined, null or an empty list is left out. */
export const addressOf = (
  operation: Pick<Operation, "path" | "method">,
  input: Readonly<Record<string, unknown>>,
): string => {
  const names = pathNames(operation.path);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  if (operation.method !== "GET") return path;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (names.includes(name) || value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > 0) query.set(name, value.join(","));
    } else query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
};

/**
 * Calls an operation of the API by its contract. Throws what `fetchJson` throws. What a page loads first fetches the
 * contract when it asks (`(await import("@/lib/contract/…")).listItems`): schemas weigh more than the rest of a page.
 */
export const callOperation = <Input, Answer, Sent extends object>(
  operation: Operation<Input, Answer, Sent>,
  input: NoInfer<Sent>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Answer> => {
  const fields = { ...input } as Record<string, unknown>;
  const address = addressOf(operation, fields);
  if (operation.method === "GET") return fetchJson(operation.answer, address, { signal });
  const names = pathNames(operation.path);
  const body = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
  return fetchJson(operation.answer, address, { method: operation.method, body, signal });
};
