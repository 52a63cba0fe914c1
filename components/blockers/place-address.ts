import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { BlockedPlace } from "@/lib/domain/blocker-reach";

/** Where the rows of a place are shown. */
export const placeAddress = (program: string, { level, key }: BlockedPlace): string => {
  if (level === "program") return programAddress(program, "inventory");
  if (level === "family" || level === "capability") {
    return programAddress(program, "inventory", { [level]: key });
  }
  return itemAddress(program, level, key);
};
