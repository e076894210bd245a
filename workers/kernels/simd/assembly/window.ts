/** A geometry record of workers/kernels/geometry.ts, read where it stands: `changetype<Window>(c)`. */
@unmanaged
export class Window {
  /** Input `[channels, height, width]` */
  channels: i32;
  height: i32;
  width: i32;
  /** Output `[outChannels, outHeight, outWidth]` */
  outChannels: i32;
  outHeight: i32;
  outWidth: i32;
  /** The window's side. */
  size: i32;
  stride: i32;
  padding: i32;
}
