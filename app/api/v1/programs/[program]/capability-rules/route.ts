import * as contract from "@/lib/contract/items";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { endpoint } from "@/lib/server/http";
import { previewCapabilities } from "@/lib/server/queries/preview-capabilities";
import { readCapabilityRules } from "@/lib/server/queries/read-capability-rules";

export const GET = endpoint(contract.readCapabilityRules, readCapabilityRules);
export const PUT = endpoint(contract.setCapabilityRules, (input) =>
  input.dryRun === true ? previewCapabilities : setCapabilityRules,
);
