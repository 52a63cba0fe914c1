import * as contract from "@/lib/contract/programs";
import { endpoint } from "@/lib/server/http";
import { readFigures } from "@/lib/server/queries/read-figures";

export const GET = endpoint(contract.readFigures, readFigures);
