namespace HardeningLab.Cli;

/// <summary>What the exit codes mean, for every command.</summary>
internal static class ExitCodes
{
    public const int Holds = 0;
    public const int DoesNotHold = 1;
    public const int WrongInput = 2;
    public const int CannotRun = 3;
}
