import { readNaming as operation, setNaming as setOperation } from "@/lib/contract/naming";
import { setNaming } from "@/lib/server/commands/set-naming";
import { endpoint } from "@/lib/server/http";
import { readNaming } from "@/lib/server/queries/read-naming";

export const GET = endpoint(operation, readNaming);
export const PUT = endpoint(setOperation, setNaming);
