import { endDeployment as operation } from "@/lib/contract/deployments";
import { endDeployment } from "@/lib/server/commands/end-deployment";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, endDeployment);
