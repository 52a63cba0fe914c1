import { setCapabilityRules } from "@/lib/contract/items";
import type { CapabilityRule } from "@/lib/domain/capability-rules";
import { capabilitySplit } from "@/lib/server/inventory/capability-split";
import { query } from "@/lib/server/query";

/** What a set of capability rules would do, without doing it. */
export const previewCapabilities = query(
  { name: "preview-capabilities", allow: "program:read", input: setCapabilityRules.input },
  async ({ db, input, program }) => capabilitySplit(db, program, input.rules as CapabilityRule[]),
);
