import { addressOf } from "@/lib/client/call-operation";
import { ProblemError, readProblem } from "@/lib/client/problem-error";
import type { ImportView, previewImport } from "@/lib/contract/imports";

export type UploadProgress = { readonly sent: number; readonly total: number };

const answerOf = async (
  { answer }: typeof previewImport,
  request: XMLHttpRequest,
): Promise<ImportView> => {
  const response = new Response(request.responseText, {
    status: request.status,
    headers: { "x-request-id": request.getResponseHeader("x-request-id") ?? "" },
  });
  if (!response.ok) throw await readProblem(response);
  const parsed = answer.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    "The server's answer cannot be read",
    "This page and the server are of different versions. Reload the page.",
    "unreadable",
    request.status,
  );
};

/**
 * Uploads trackers for a preview and tells how much of them is sent; `fetch` cannot tell that. `name` is the file's
 * place in its folder where a folder was chosen. Throws a `ProblemError`, as `fetchJson` does.
 */
export const uploadFiles = async (
  program: string,
  files: readonly { readonly name: string; readonly file: File }[],
  onProgress: (progress: UploadProgress) => void,
): Promise<ImportView> => {
  const { previewImport: operation } = await import("@/lib/contract/imports");
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const { name, file } of files) form.append("files", file, name);
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(operation, { program }));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("x-signalbox-request", "1");
    request.upload.onprogress = ({ loaded, total }) => onProgress({ sent: loaded, total });
    request.onload = () => answerOf(operation, request).then(resolve, reject);
    request.onerror = () =>
      reject(
        new ProblemError(
          "The upload did not get through",
          "The connection broke off, or the files are larger than the server takes (64 MB in all). Nothing was written.",
          "unreachable",
          0,
        ),
      );
    request.send(form);
  });
};
