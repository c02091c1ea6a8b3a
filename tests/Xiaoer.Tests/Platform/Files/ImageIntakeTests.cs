using System.Text;
using SkiaSharp;
using Xiaoer.Platform.Files;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>What becomes of a picture on its way in (reliability U-01, U-04).</summary>
public sealed class ImageIntakeTests
{
    private const long Limit = 25_000_000;

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/png")]
    public void A_picture_comes_out_as_one_of_ours(SKEncodedImageFormat format, string contentType)
    {
        var picture = ImageIntake.Read(Pictures.Of(600, 400, format), Limit);

        (picture.ContentType, picture.Width, picture.Height).ShouldBe((contentType, 600, 400));
        picture.Thumbnail.ShouldNotBeNull();
        Size(picture.Thumbnail).ShouldBe((480, 320));
    }

    [Fact]
    public void A_large_photo_is_made_to_fit()
    {
        var picture = ImageIntake.Read(Pictures.Of(5000, 3000, SKEncodedImageFormat.Jpeg), Limit);

        (picture.Width, picture.Height).ShouldBe((2048, 1229));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://127.0.0.1/'>")]
    [InlineData("%PDF-1.7 /JavaScript")]
    [InlineData("GIF88a")]
    [InlineData("alert(1)//")]
    [InlineData("BM6")]
    public void Only_pictures_are_taken(string content) =>
        Should.Throw<UploadRefused>(() => ImageIntake.Read(Encoding.UTF8.GetBytes(content), Limit)).Code.ShouldBe("unsupported_file");

    [Fact]
    public void A_pixel_flood_is_refused_by_its_header()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Should.Throw<UploadRefused>(() => ImageIntake.Read(Pictures.PngBomb(50_000, 50_000), Limit)).Code.ShouldBe("too_large");
        Should.Throw<UploadRefused>(() => ImageIntake.Read(Pictures.PngBomb(30_001, 1), Limit)).Code.ShouldBe("too_large");

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(16_000_000);
    }

    [Fact]
    public void Of_ten_thousand_frames_the_first_is_kept()
    {
        var picture = ImageIntake.Read(Pictures.GifBomb(10_000), Limit);

        (picture.ContentType, picture.Width, picture.Height).ShouldBe(("image/png", 64, 64));
        picture.Content.Length.ShouldBeLessThan(2000);
    }

    [Fact]
    public void A_broken_picture_is_refused()
    {
        foreach (var format in new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp })
        {
            var good = Pictures.Of(300, 200, format);
            Should.Throw<UploadRefused>(() => ImageIntake.Read(good[..(good.Length / 2)], Limit)).Code.ShouldBe("bad_image");
            Should.Throw<UploadRefused>(() => ImageIntake.Read(good[..20], Limit)).Code.ShouldBe("bad_image");
        }

        Should.Throw<UploadRefused>(() => ImageIntake.Read(Pictures.PngBomb(4000, 4000), Limit)).Code.ShouldBe("bad_image");
    }

    /// <summary>The eight orientations: the green bar is where the camera said, and the block itself is gone with its position.</summary>
    [Theory]
    [InlineData(1, 200, 100, 0.5, 0.05)]
    [InlineData(3, 200, 100, 0.5, 0.95)]
    [InlineData(6, 100, 200, 0.95, 0.5)]
    [InlineData(8, 100, 200, 0.05, 0.5)]
    [InlineData(5, 100, 200, 0.05, 0.5)]
    [InlineData(7, 100, 200, 0.95, 0.5)]
    [InlineData(2, 200, 100, 0.5, 0.05)]
    [InlineData(4, 200, 100, 0.5, 0.95)]
    public void Exif_is_obeyed_and_forgotten(ushort orientation, int width, int height, double greenX, double greenY)
    {
        var picture = ImageIntake.Read(Pictures.JpegWithExif(200, 100, orientation), Limit);

        (picture.Width, picture.Height).ShouldBe((width, height));
        using var bitmap = SKBitmap.Decode(picture.Content);
        var green = bitmap.GetPixel((int)(width * greenX), (int)(height * greenY));
        (green.Green > 200 && green.Red < 60).ShouldBeTrue(green.ToString());
        Encoding.Latin1.GetString(picture.Content).ShouldNotContain("GPS");
        Encoding.Latin1.GetString(picture.Content).ShouldNotContain("Exif");
    }

    [Fact]
    public void What_hides_behind_a_picture_is_left_behind()
    {
        byte[] polyglot = [.. Pictures.Of(64, 64), .. "<script>alert(1)</script>"u8];

        Encoding.Latin1.GetString(ImageIntake.Read(polyglot, Limit).Content).ShouldNotContain("<script>");
    }

    private static (int Width, int Height) Size(byte[] content)
    {
        using var bitmap = SKBitmap.Decode(content);
        return (bitmap.Width, bitmap.Height);
    }
}
