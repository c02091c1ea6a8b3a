using SkiaSharp;

namespace Xiaoer.Platform.Files;

/// <summary>A picture as we keep it: drawn anew, upright, without metadata.</summary>
internal sealed record Picture(string ContentType, int Width, int Height, byte[] Content, byte[]? Thumbnail);

/// <summary>
/// Turns an upload into a picture of our own making: type by its first bytes, size by its header before anything is decoded, one frame, at most
/// 2048 pixels a side, no EXIF, no position, no colour profile, nothing behind the end of the picture. Of an animation the first frame is kept.
/// </summary>
internal static class ImageIntake
{
    public const int LongSide = 2048;
    public const int ThumbnailSide = 480;
    private const int LosslessLimit = 1_500_000;

    public static Picture Read(byte[] upload, long maxPixels)
    {
        if (ImageType.Of(upload) is not { } kind) throw UploadRefused.Unsupported();

        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data) ?? throw UploadRefused.BadImage();
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0) throw UploadRefused.BadImage();
        if ((long)width * height > maxPixels || Math.Max(width, height) > 30_000)
            throw UploadRefused.TooLarge($"The picture has {width} × {height} pixels; {maxPixels / 1_000_000} million are taken.");

        using var decoded = Decode(codec);
        using var upright = Draw(decoded, codec.EncodedOrigin, LongSide);
        var (contentType, content) = Encode(upright, kind);
        return new Picture(contentType, upright.Width, upright.Height, content, Thumbnail(upright));
    }

    private static SKBitmap Decode(SKCodec codec)
    {
        // JPEG can be decoded at an eighth to seven eighths: a 24-megapixel photo never needs its 96 MB.
        var longest = Math.Max(codec.Info.Width, codec.Info.Height);
        var size = longest > 2 * LongSide ? codec.GetScaledDimensions(2f * LongSide / longest) : codec.Info.Size;
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());

        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(info) && codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        throw UploadRefused.BadImage();
    }

    private static SKBitmap Draw(SKBitmap source, SKEncodedOrigin origin, int longSide)
    {
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)longSide / Math.Max(source.Width, source.Height));
        var (width, height) = (Math.Max(1, (int)MathF.Round(source.Width * scale)), Math.Max(1, (int)MathF.Round(source.Height * scale)));
        var info = new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, source.AlphaType, SKColorSpace.CreateSrgb());

        var result = new SKBitmap(info);
        using var canvas = new SKCanvas(result);
        canvas.Clear(SKColors.Transparent);
        canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromBitmap(source);
        canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return result;
    }

    /// <summary>EXIF's eight orientations: from the picture as stored to the picture as seen. Width and height are those before turning.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    /// <summary>Photos stay JPEG; screenshots and drawings stay lossless while that is small.</summary>
    private static (string ContentType, byte[] Content) Encode(SKBitmap bitmap, ImageType.Kind kind)
    {
        if (kind == ImageType.Kind.Jpeg) return ("image/jpeg", Encode(bitmap, SKEncodedImageFormat.Jpeg, 86));
        var lossless = Encode(bitmap, SKEncodedImageFormat.Png, 100);
        return lossless.Length <= LosslessLimit ? ("image/png", lossless) : ("image/webp", Encode(bitmap, SKEncodedImageFormat.Webp, 86));
    }

    private static byte[]? Thumbnail(SKBitmap bitmap)
    {
        if (Math.Max(bitmap.Width, bitmap.Height) <= ThumbnailSide) return null;
        using var small = Draw(bitmap, SKEncodedOrigin.TopLeft, ThumbnailSide);
        return Encode(small, SKEncodedImageFormat.Webp, 80);
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var data = bitmap.Encode(format, quality) ?? throw UploadRefused.BadImage();
        return data.ToArray();
    }
}
