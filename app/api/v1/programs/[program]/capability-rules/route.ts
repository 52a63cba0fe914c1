import * as contract from "@/lib/contract/items";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { endpoint } from "@/lib/server/http";
import { previewCapabilities } from "@/lib/server/queries/preview-capabilities";

export const PUT = endpoint(contract.setCapabilityRules, (input) =>
  input.dryRun === true ? previewCapabilities : setCapabilityRules,
);
