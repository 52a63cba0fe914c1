import {
  addDependency as addOperation,
  listDependencies as operation,
} from "@/lib/contract/dependencies";
import { addDependency } from "@/lib/server/commands/add-dependency";
import { endpoint } from "@/lib/server/http";
import { listDependencies } from "@/lib/server/queries/list-dependencies";

export const GET = endpoint(operation, listDependencies);
export const POST = endpoint(addOperation, addDependency);
