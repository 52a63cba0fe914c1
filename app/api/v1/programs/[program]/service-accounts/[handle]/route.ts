import { retireServiceAccount as retireServiceAccountOperation } from "@/lib/contract/service-accounts";
import { retireServiceAccount } from "@/lib/server/commands/retire-service-account";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(retireServiceAccountOperation, retireServiceAccount);
