import * as contract from "@/lib/contract/switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { endpoint } from "@/lib/server/http";
import { previewLift } from "@/lib/server/queries/preview-lift";

export const PUT = endpoint(contract.forceLegacy, forceLegacy);
export const DELETE = endpoint(contract.liftForce, (input) =>
  input.dryRun === true ? previewLift : liftForce,
);
