import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { CapabilityDetail } from "@/lib/contract/capability";
import type { GateBoard, GateDetail, listQualityGates } from "@/lib/contract/gates";
import type { ProgramGateView } from "@/lib/contract/program-gates";
import type { WaiverView } from "@/lib/contract/waivers";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/gates");

type Place = { readonly program: string; readonly environment: string };

export type QualityGatesAnswer = z.infer<typeof listQualityGates.answer>;

/** The board of an environment. Age alone changes readings, so it is also read by time. */
export const gateBoardQuery = (place: Place, since: "day" | "review", initial?: GateBoard) =>
  queryOptions({
    queryKey: ["program", place.program, "readGateBoard", place.environment, since],
    queryFn: async ({ signal }): Promise<GateBoard> =>
      callOperation((await contract()).readGateBoard, { ...place, since }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    ...(initial && { initialData: initial, initialDataUpdatedAt: Date.parse(initial.readAt) }),
  });

/** One gate of one capability with its facts. */
export const gateQuery = (place: Place, gate: string, capability: string, initial?: GateDetail) =>
  queryOptions({
    queryKey: ["program", place.program, "readGate", place.environment, gate, capability],
    queryFn: async ({ signal }): Promise<GateDetail> =>
      callOperation((await contract()).readGate, { ...place, gate, capability }, { signal }),
    refetchInterval: 60_000,
    ...(initial && { initialData: initial, initialDataUpdatedAt: Date.parse(initial.readAt) }),
  });

/** The program's quality gates and what a rule can be made of. */
export const qualityGatesQuery = (program: string, initial?: QualityGatesAnswer) =>
  queryOptions({
    queryKey: ["program", program, "listQualityGates"],
    queryFn: async ({ signal }): Promise<QualityGatesAnswer> =>
      callOperation((await contract()).listQualityGates, { program }, { signal }),
    ...(initial && { initialData: initial }),
  });

/** Waivers of an environment, overdue ones first. */
export const waiversQuery = (place: Place, initial?: { waivers: WaiverView[] }) =>
  queryOptions({
    queryKey: ["program", place.program, "listWaivers", place.environment],
    queryFn: async ({ signal }): Promise<{ waivers: WaiverView[] }> =>
      callOperation((await import("@/lib/contract/waivers")).listWaivers, place, { signal }),
    ...(initial && { initialData: initial }),
  });

/** Everything known of a capability. */
export const capabilityQuery = (program: string, capability: string) =>
  queryOptions({
    queryKey: ["program", program, "readCapability", capability],
    queryFn: async ({ signal }): Promise<CapabilityDetail> =>
      callOperation(
        (await import("@/lib/contract/capability")).readCapability,
        { program, capability },
        { signal },
      ),
    staleTime: 10_000,
  });

/** The program's own gates. */
export const programGatesQuery = (program: string, initial: readonly ProgramGateView[]) =>
  queryOptions({
    queryKey: ["program", program, "listProgramGates"],
    queryFn: async ({ signal }): Promise<readonly ProgramGateView[]> =>
      (
        await callOperation(
          (
            await import("@/lib/contract/program-gates")
          ).listProgramGates,
          { program },
          { signal },
        )
      ).gates,
    initialData: initial,
  });
