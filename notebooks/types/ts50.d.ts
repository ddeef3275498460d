// TypeScript 5.7 made these generic; the notebook kernel runs 5.0, where Float32Array<ArrayBuffer> would silently become `any`.
interface Int8Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Uint8Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Uint8ClampedArray<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Int16Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Uint16Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Int32Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Uint32Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Float32Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Float64Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface BigInt64Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface BigUint64Array<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
interface Buffer<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {}
type NoInfer<T> = T;
