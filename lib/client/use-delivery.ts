"use client";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { deliveryQuery } from "@/lib/client/switch-queries";

const never = () => () => undefined;

/**
 * How far the environment's version went; undefined while that is not known, and as long as the page takes over
 * what the server drew: parts of it do so at different times, and by then one of them may already have read it.
 */
export const useDelivery = (program: string, environment: string | undefined) => {
  const isTakenOver = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const { data } = useQuery({
    ...deliveryQuery(program, environment ?? ""),
    enabled: environment !== undefined,
  });
  return isTakenOver ? data : undefined;
};
