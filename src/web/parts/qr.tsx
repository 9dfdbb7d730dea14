import { encode } from "uqr";

/** A QR code as vector drawing, black on white in every mode. */
export const Qr = ({ text, label }: { text: string; label: string }) => {
  const code = encode(text, { ecc: "M", border: 2 });
  const path = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : []))).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${String(code.size)} ${String(code.size)}`} role="img" aria-label={label}>
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
};
