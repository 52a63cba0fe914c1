"use client";
import { useEffect, useState } from "react";

/** A value once it has stayed the same for `milliseconds`: what is typed is asked for when the typing stops. */
export const useSettled = <Value>(value: Value, milliseconds = 200): Value => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
};
