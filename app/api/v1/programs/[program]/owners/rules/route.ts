import * as contract from "@/lib/contract/owners";
import { setOwnerRules } from "@/lib/server/commands/set-owner-rules";
import { endpoint } from "@/lib/server/http";
import { previewOwnerRules } from "@/lib/server/queries/preview-owner-rules";

export const PUT = endpoint(contract.setOwnerRules, (input) =>
  input.dryRun === true ? previewOwnerRules : setOwnerRules,
);
