import type { StatusNotice } from "./licence-face.ts";
import { drawSpread, type TaggedDocument, tagged } from "./print-page.ts";

/**
 * Draw 已撤销, 已换发 or 已过期 with its day across the page, its middle at a point; nothing without a notice. The point is
 * chosen clear of the QR code, which must still scan.
 */
export const drawStamp = (
  target: TaggedDocument,
  notice: StatusNotice | undefined,
  { x, y }: { x: number; y: number },
): void => {
  if (notice === undefined) return;
  const at = { x, align: "centre" } as const;
  tagged(target, "P", () => {
    target.doc
      .save()
      .rotate(-24, { origin: [x, y] })
      .fillColor("#c0221e")
      .fillOpacity(0.2);
    drawSpread(target, notice.stamp, { weight: "bold", size: 150, spacing: 24 }, { ...at, baseline: y + 40 });
    drawSpread(target, notice.since, { weight: "bold", size: 32, spacing: 4 }, { ...at, baseline: y + 92 });
    target.doc.fillOpacity(1).restore();
  });
};
