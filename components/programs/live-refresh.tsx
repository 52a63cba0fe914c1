"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useContext, useEffect } from "react";
import { hearProgram, StreamStart } from "@/lib/client/use-program-live";

// A burst (an import, a restore) is drawn once.
const gatherMs = 150;

/** Draws a page again that the server drew, whenever its program changes. */
export const LiveRefresh = ({ program }: { program: string }) => {
  const router = useRouter();
  const client = useQueryClient();
  const since = useContext(StreamStart);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = hearProgram(program, client, since, () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), gatherMs);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [program, client, since, router]);
  return null;
};
