/** Bytes as the body of an answer, taken only as fast as they are sent. It breaks off when they do, so that nobody takes a piece for the whole. */
export const streamOf = (content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const pieces = content[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
};
