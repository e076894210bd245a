/** What 8 positions from p on see: at [place][j] the image's unit at that place of position p + j's window. */
export function gather(
  image: usize, channels: i32, height: i32, width: i32, size: i32, stride: i32, outWidth: i32, p: i32, real: i32,
  to: usize,
): void {
  if (stride == 1 && outWidth >= 8) gatherLines(image, channels, height, width, size, outWidth, p, to);
  else gatherUnits(image, channels, height, width, size, stride, outWidth, p, real, to);
}

/**
 * At a stride of 1 eight positions are neighbours in one line of the image, or the end of one and the beginning of the
 * next. The second part is stored over the first one's surplus; its own surplus falls on the next place, written later.
 */
function gatherLines(
  image: usize, channels: i32, height: i32, width: i32, size: i32, outWidth: i32, p: i32, to: usize,
): void {
  const line = <usize>width << 2;
  const first = outWidth - (p % outWidth);
  const o0 = cornerOf(p, outWidth, width, 1);
  const o1 = cornerOf(p + first, outWidth, width, 1);
  const behind = <usize>first << 2;
  for (let channel = 0; channel < channels; channel++) {
    for (let dy = 0; dy < size; dy++) {
      let from = image + <usize>dy * line;
      for (let dx = 0; dx < size; dx++) {
        v128.store(to, v128.load(from + o0));
        v128.store(to, v128.load(from + o0, 16), 16);
        if (first < 8) {
          v128.store(to + behind, v128.load(from + o1));
          v128.store(to + behind, v128.load(from + o1, 16), 16);
        }
        from += 4;
        to += 32;
      }
    }
    image += <usize>height * line;
  }
}

/** Unit by unit. Positions past the last repeat it; what becomes of them is not stored. */
function gatherUnits(
  image: usize, channels: i32, height: i32, width: i32, size: i32, stride: i32, outWidth: i32, p: i32, real: i32,
  to: usize,
): void {
  const line = <usize>width << 2;
  const o0 = cornerOf(p, outWidth, width, stride);
  const o1 = cornerOf(p + min(1, real - 1), outWidth, width, stride);
  const o2 = cornerOf(p + min(2, real - 1), outWidth, width, stride);
  const o3 = cornerOf(p + min(3, real - 1), outWidth, width, stride);
  const o4 = cornerOf(p + min(4, real - 1), outWidth, width, stride);
  const o5 = cornerOf(p + min(5, real - 1), outWidth, width, stride);
  const o6 = cornerOf(p + min(6, real - 1), outWidth, width, stride);
  const o7 = cornerOf(p + min(7, real - 1), outWidth, width, stride);
  for (let channel = 0; channel < channels; channel++) {
    for (let dy = 0; dy < size; dy++) {
      let from = image + <usize>dy * line;
      for (let dx = 0; dx < size; dx++) {
        store<f32>(to, load<f32>(from + o0));
        store<f32>(to, load<f32>(from + o1), 4);
        store<f32>(to, load<f32>(from + o2), 8);
        store<f32>(to, load<f32>(from + o3), 12);
        store<f32>(to, load<f32>(from + o4), 16);
        store<f32>(to, load<f32>(from + o5), 20);
        store<f32>(to, load<f32>(from + o6), 24);
        store<f32>(to, load<f32>(from + o7), 28);
        from += 4;
        to += 32;
      }
    }
    image += <usize>height * line;
  }
}

/** Bytes from an image's beginning to the first place of position p's window. */
@inline
function cornerOf(p: i32, outWidth: i32, width: i32, stride: i32): usize {
  return <usize>((p / outWidth) * stride * width + (p % outWidth) * stride) << 2;
}
