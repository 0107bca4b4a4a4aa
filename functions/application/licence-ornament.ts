/** A4 on its side, in points. */
export const PAGE = { width: 841.89, height: 595.28 };

const COLOURS = { red: "#8f1d1b", gold: "#a9782c", paleGold: "#e9d9b4" };

/** Distances of the frame's lines from the page's edge. */
const FRAME = { outer: 20, fret: 27, inner: 45 };

/** Half of a fret's squared spiral on a grid of six, mirrored for the other half of a side. */
const FRET_POINTS = [
  [0, 5],
  [0, 0],
  [5, 0],
  [5, 4],
  [1.25, 4],
  [1.25, 1.25],
  [3.75, 1.25],
  [3.75, 2.75],
  [2.5, 2.75],
] as const;

type Point = readonly [number, number];

const polyline = (doc: PDFKit.PDFDocument, points: readonly Point[]): void => {
  points.forEach(([x, y], index) => {
    if (index === 0) doc.moveTo(x, y);
    else doc.lineTo(x, y);
  });
};

/** A row of 回纹 between two points of one side, its spirals turned towards the middle. */
const fretRow = (doc: PDFKit.PDFDocument, length: number, depth: number): void => {
  const unit = depth / 5;
  const count = 2 * Math.round(length / (12 * unit));
  const step = length / count;
  for (let index = 0; index < count; index += 1) {
    const mirrored = index >= count / 2;
    const x = (value: number) => (mirrored ? (index + 1) * step - value * unit : index * step + value * unit);
    polyline(
      doc,
      FRET_POINTS.map(([px, py]) => [x(px), py * unit] as const),
    );
  }
  doc.moveTo(0, depth).lineTo(length, depth);
};

const cornerPiece = (doc: PDFKit.PDFDocument, x: number, y: number, side: number): void => {
  doc.rect(x, y, side, side).rect(x + side * 0.22, y + side * 0.22, side * 0.56, side * 0.56);
  doc.moveTo(x + side / 2, y + side * 0.22).lineTo(x + side * 0.78, y + side / 2);
  doc
    .lineTo(x + side / 2, y + side * 0.78)
    .lineTo(x + side * 0.22, y + side / 2)
    .closePath();
};

/** The four sides: each is drawn as a top side and turned into place. */
const frets = (doc: PDFKit.PDFDocument): void => {
  const { fret, inner } = FRAME;
  const depth = inner - fret - 4;
  const corner = inner - fret;
  const across = PAGE.width - 2 * (fret + corner) - 6;
  const down = PAGE.height - 2 * (fret + corner) - 6;
  const start = fret + corner + 3;
  const sides = [
    { turn: 0, x: start, y: fret + 2, length: across },
    { turn: 180, x: PAGE.width - start, y: PAGE.height - fret - 2, length: across },
    { turn: 90, x: PAGE.width - fret - 2, y: start, length: down },
    { turn: 270, x: fret + 2, y: PAGE.height - start, length: down },
  ];
  for (const { turn, x, y, length } of sides) {
    doc.save().translate(x, y).rotate(turn);
    fretRow(doc, length, depth);
    doc.lineWidth(0.8).stroke(COLOURS.gold).restore();
  }
  for (const x of [fret, PAGE.width - fret - corner])
    for (const y of [fret, PAGE.height - fret - corner]) cornerPiece(doc, x, y, corner);
  doc.lineWidth(0.8).stroke(COLOURS.gold);
};

const frame = (doc: PDFKit.PDFDocument, inset: number, lineWidth: number, colour: string): void => {
  doc
    .rect(inset, inset, PAGE.width - 2 * inset, PAGE.height - 2 * inset)
    .lineWidth(lineWidth)
    .stroke(colour);
};

/** A guilloche of turned ellipses, pale enough to read through. */
const rosette = (doc: PDFKit.PDFDocument, x: number, y: number, radius: number): void => {
  for (const reach of [radius, radius * 0.36, radius * 0.13])
    for (let turn = 0; turn < 180; turn += 5) {
      doc.save().translate(x, y).rotate(turn);
      doc
        .ellipse(0, 0, reach, reach * 0.36)
        .lineWidth(0.35)
        .stroke(COLOURS.paleGold)
        .restore();
    }
  doc
    .circle(x, y, radius + 5)
    .lineWidth(0.5)
    .stroke(COLOURS.paleGold);
};

/**
 * Draw the frame and ground of one page: a red double line, a 回纹 border with corner pieces, a pale rosette.
 *
 * Vector only, marked as an artifact so that a screen reader passes over it. There is no national emblem: its use
 * is reserved to the bodies the law names.
 * @see 中华人民共和国国徽法
 */
export const drawOrnament = (doc: PDFKit.PDFDocument): void => {
  doc.markContent("Artifact", { type: "Layout" });
  rosette(doc, PAGE.width / 2, PAGE.height / 2 + 24, 160);
  frame(doc, FRAME.outer, 2.4, COLOURS.red);
  frame(doc, FRAME.outer + 4, 0.6, COLOURS.red);
  frets(doc);
  frame(doc, FRAME.inner + 3, 1, COLOURS.red);
  doc.endMarkedContent();
};
