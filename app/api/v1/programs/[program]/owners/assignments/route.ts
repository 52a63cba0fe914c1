import * as contract from "@/lib/contract/owners";
import { assignRows } from "@/lib/server/commands/assign-rows";
import { endpoint } from "@/lib/server/http";
import { previewAssignment } from "@/lib/server/queries/preview-assignment";

export const POST = endpoint(contract.assignRows, (input) =>
  input.dryRun === true ? previewAssignment : assignRows,
);
