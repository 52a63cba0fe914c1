import * as contract from "@/lib/contract/switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { endpoint } from "@/lib/server/http";
import { previewForce } from "@/lib/server/queries/preview-force";
import { previewLift } from "@/lib/server/queries/preview-lift";

export const PUT = endpoint(contract.forceLegacy, (input) =>
  input.dryRun === true ? previewForce : forceLegacy,
);
export const DELETE = endpoint(contract.liftForce, (input) =>
  input.dryRun === true ? previewLift : liftForce,
);
