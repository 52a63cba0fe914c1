import * as contract from "@/lib/contract/tests";
import { mapTest } from "@/lib/server/commands/map-test";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.mapTest, mapTest);
