import { removeDependency as operation } from "@/lib/contract/dependencies";
import { removeDependency } from "@/lib/server/commands/remove-dependency";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, removeDependency);
