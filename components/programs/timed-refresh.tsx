"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Draws a page again every so often while somebody looks at it: one that stands over many programs hears none of them. */
export const TimedRefresh = ({ seconds }: { seconds: number }) => {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => document.visibilityState === "visible" && router.refresh();
    const timer = setInterval(refresh, seconds * 1000);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [seconds, router]);
  return null;
};
