import * as contract from "@/lib/contract/switches";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { endpoint } from "@/lib/server/http";
import { listChanges } from "@/lib/server/queries/list-changes";
import { previewChange } from "@/lib/server/queries/preview-change";

export const GET = endpoint(contract.listChanges, listChanges);
export const POST = endpoint(contract.changeSwitches, (input) =>
  input.dryRun === true ? previewChange : changeSwitches,
);
