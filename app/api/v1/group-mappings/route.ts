import {
  createGroupMapping as createGroupMappingOperation,
  listGroupMappings as listGroupMappingsOperation,
} from "@/lib/contract/groups";
import { createGroupMapping } from "@/lib/server/commands/create-group-mapping";
import { endpoint } from "@/lib/server/http";
import { listGroupMappings } from "@/lib/server/queries/list-group-mappings";

export const GET = endpoint(listGroupMappingsOperation, listGroupMappings);
export const POST = endpoint(createGroupMappingOperation, createGroupMapping);
