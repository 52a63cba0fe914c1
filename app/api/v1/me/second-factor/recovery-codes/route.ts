import { renewRecoveryCodes as operation } from "@/lib/contract/second-factor";
import { renewRecoveryCodes } from "@/lib/server/commands/renew-recovery-codes";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, renewRecoveryCodes);
