import { removeGroupMapping as removeGroupMappingOperation } from "@/lib/contract/groups";
import { removeGroupMapping } from "@/lib/server/commands/remove-group-mapping";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(removeGroupMappingOperation, removeGroupMapping);
