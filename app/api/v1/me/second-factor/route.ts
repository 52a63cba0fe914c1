import * as contract from "@/lib/contract/second-factor";
import { confirmSecondFactor } from "@/lib/server/commands/confirm-second-factor";
import { removeSecondFactor } from "@/lib/server/commands/remove-second-factor";
import { setUpSecondFactor } from "@/lib/server/commands/set-up-second-factor";
import { endpoint } from "@/lib/server/http";
import { readSecondFactor } from "@/lib/server/queries/read-second-factor";

export const GET = endpoint(contract.readSecondFactor, readSecondFactor);
export const POST = endpoint(contract.setUpSecondFactor, setUpSecondFactor);
export const PUT = endpoint(contract.confirmSecondFactor, confirmSecondFactor);
export const DELETE = endpoint(contract.removeSecondFactor, removeSecondFactor);
