import * as contract from "@/lib/contract/owners";
import { removeCodeowners } from "@/lib/server/commands/remove-codeowners";
import { setCodeowners } from "@/lib/server/commands/set-codeowners";
import { endpoint } from "@/lib/server/http";
import { previewCodeowners } from "@/lib/server/queries/preview-codeowners";
import { readCodeownersFile } from "@/lib/server/queries/read-codeowners-file";

export const GET = endpoint(contract.readCodeownersFile, readCodeownersFile);
export const PUT = endpoint(contract.setCodeowners, (input) =>
  input.dryRun === true ? previewCodeowners : setCodeowners,
);
export const DELETE = endpoint(contract.removeCodeowners, removeCodeowners);
