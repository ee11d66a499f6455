@echo off
rem A double click: the same as `make.bat menu`, in a window that stays until it has been read.
call "%~dp0make.bat" menu %*
set CODE=%errorlevel%
echo.
pause
exit /b %CODE%
