namespace Hardening;

/// <summary>Reads files that a person named.</summary>
internal static class InputFile
{
    /// <summary>The whole content.</summary>
    /// <param name="path">As the person gave it.</param>
    /// <param name="largest">The most bytes that are taken.</param>
    /// <param name="tooLarge">What to say of more.</param>
    /// <exception cref="InputException">There is no such file, it can't be read, or it is too large.</exception>
    public static byte[] Read(string path, int largest, string tooLarge)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new MemoryStream();
            var buffer = new byte[81920];
            // A pipe or a device does not tell its length, and may have no end.
            for (int read; (read = file.Read(buffer)) > 0; )
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > largest)
                {
                    throw Fault(path, tooLarge);
                }
            }
            return bytes.ToArray();
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault(path, "there is no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw Fault(path, "this is a directory, expected a file");
        }
        catch (Exception exception)
            when (exception is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw Fault(path, $"the file can't be read: {exception.Message}");
        }
    }

    private static InputException Fault(string path, string message) =>
        new(new InputError(path, 1, 1, message));
}
