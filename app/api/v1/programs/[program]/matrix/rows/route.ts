import * as contract from "@/lib/contract/matrix";
import { endpoint } from "@/lib/server/http";
import { readMatrixRows } from "@/lib/server/queries/read-matrix-rows";

export const GET = endpoint(contract.readMatrixRows, readMatrixRows);
