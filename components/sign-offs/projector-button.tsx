"use client";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** Shows a meeting to a room: larger, without the rail, on the whole screen where the browser gives it. */
export const ProjectorButton = () => {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-projected", isOn);
    if (!isOn) return;
    const onChange = (): void => setOn(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", onChange);
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      document.documentElement.removeAttribute("data-projected");
    };
  }, [isOn]);
  const toggle = (): void => {
    setOn(!isOn);
    // A browser that refuses the whole screen shows it larger in its window all the same.
    if (isOn) document.exitFullscreen?.().catch(() => {});
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };
  return (
    <span className="hidden rail:inline">
      <Button aria-pressed={isOn} icon="screen" onClick={toggle}>
        {isOn ? "Back to the window" : "Show to the room"}
      </Button>
    </span>
  );
};
